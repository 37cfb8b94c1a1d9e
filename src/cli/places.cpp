#include "places.hpp"

#include "words.hpp"

#include <sdc/io/file_places.hpp>
#include <sdc/table/detail/number.hpp>

namespace sdc::cli {
namespace {

bool writes_public_table(const arguments& a) {
    return a.run == command::suppress || a.run == command::round || a.run == command::coarsen;
}

} // namespace

std::vector<std::string> list_outputs(const arguments& a) {
    std::vector<std::string> outputs{a.output, a.map, a.curve, a.report, a.log_file, a.save_config};
    if (a.run != command::inspect) outputs.push_back(a.private_file);
    if (a.run != command::verify) outputs.push_back(a.certificate);
    return outputs;
}

release_output output_of(const arguments& a, const std::string& file) {
    return {.file = file,
            .format = a.format,
            .how = {.escape_formulas = a.escape_formulas,
                    .title = a.title,
                    .structure = a.structure,
                    .percent = a.percent}};
}

result<void> check_places(const arguments& a, const std::vector<std::string>& reads,
                          const std::vector<std::string>& writes) {
    std::vector<std::string> inputs{
        a.input,     a.structural_zeros,   a.keep,     a.frozen, a.unsafe, a.levels,
        a.cost_file, a.suppression_groups, a.previous, a.bands,  a.known,  a.ledger,
        a.key_file};
    if (a.run == command::verify) inputs.push_back(a.certificate);
    if (a.run == command::inspect) inputs.insert(inputs.end(), {a.inspected, a.private_file});
    for (const auto* some : {&a.publics, &a.linked, &reads})
        inputs.insert(inputs.end(), some->begin(), some->end());
    for (const auto& [name, hierarchy] : a.dimensions) {
        if (!hierarchy.starts_with("columns:")) inputs.push_back(hierarchy);
    }
    if (!sdc::detail::is_digits(a.population)) inputs.push_back(a.population);
    inputs.push_back(a.publish);
    auto outputs = list_outputs(a);
    outputs.insert(outputs.end(), writes.begin(), writes.end());
    if (writes_public_table(a)) {
        const auto files = list_release_files(output_of(a, a.output));
        if (!files) return files.error();
        outputs.insert(outputs.end(), files->begin() + 1, files->end());
    }
    return sdc::check_places(inputs, outputs);
}

} // namespace sdc::cli
