#include "places.hpp"

#include "words.hpp"

#include <sdc/io/file_places.hpp>

namespace sdc::cli {

result<void> check_places(const arguments& a, const std::vector<std::string>& reads,
                          const std::vector<std::string>& writes) {
    std::vector<std::string> inputs{
        a.input,     a.structural_zeros,   a.keep,     a.frozen, a.unsafe, a.levels,
        a.cost_file, a.suppression_groups, a.previous, a.bands,  a.known,  a.ledger,
        a.key_file};
    std::vector<std::string> outputs{a.output, a.private_file, a.map, a.curve, a.log_file};
    (a.run == command::verify ? inputs : outputs).push_back(a.certificate);
    for (const auto* some : {&a.publics, &a.linked, &reads})
        inputs.insert(inputs.end(), some->begin(), some->end());
    for (const auto& spec : a.dimensions) {
        const auto equals = spec.find('=');
        if (equals != std::string::npos) inputs.push_back(spec.substr(equals + 1));
    }
    if (!is_number(a.population)) inputs.push_back(a.population);
    outputs.insert(outputs.end(), writes.begin(), writes.end());
    return sdc::check_places(inputs, outputs);
}

} // namespace sdc::cli
