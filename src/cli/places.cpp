#include "places.hpp"

#include "words.hpp"

#include <sdc/io/file.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::cli {
namespace {

std::vector<std::string> name_inputs(const arguments& a) {
    std::vector<std::string> names{
        a.input,     a.structural_zeros,   a.keep,     a.frozen, a.unsafe, a.levels,
        a.cost_file, a.suppression_groups, a.previous, a.bands,  a.known,  a.ledger,
        a.key_file};
    names.insert(names.end(), a.publics.begin(), a.publics.end());
    names.insert(names.end(), a.linked.begin(), a.linked.end());
    for (const auto& spec : a.dimensions) {
        const auto equals = spec.find('=');
        if (equals != std::string::npos) names.push_back(spec.substr(equals + 1));
    }
    if (a.run == command::verify) names.push_back(a.certificate);
    if (!is_number(a.population)) names.push_back(a.population);
    std::erase(names, "");
    return names;
}

bool is_standard_input(std::string_view name) {
    constexpr std::array<std::string_view, 4> spellings{"-", "/dev/stdin", "/dev/fd/0",
                                                        "/proc/self/fd/0"};
    return std::ranges::find(spellings, name) != spellings.end();
}

/// What was read already is gone, so the second input would be empty.
result<void> check_inputs(const std::vector<std::string>& names) {
    if (std::ranges::count_if(names, is_standard_input) < 2) return {};
    return error{.code = errc::bad_argument,
                 .message = "two inputs are standard input",
                 .wanted = "a file for one of them"};
}

} // namespace

result<void> check_places(const arguments& a, const std::vector<std::string>& reads,
                          const std::vector<std::string>& writes) {
    auto inputs = name_inputs(a);
    inputs.insert(inputs.end(), reads.begin(), reads.end());
    if (auto ok = check_inputs(inputs); !ok) return ok;
    std::vector<file_identity> read, written;
    for (const auto& name : inputs) read.push_back(identify_file(name, true));
    std::vector<const std::string*> outputs{&a.output, &a.private_file, &a.certificate,
                                            &a.map,    &a.curve,        &a.log_file};
    for (const auto& name : writes) outputs.push_back(&name);
    for (const auto* name : outputs) {
        if (name->empty() || (a.run == command::verify && name == &a.certificate)) continue;
        if (auto ok = check_file_name(*name); !ok) return ok;
        const auto place = identify_file(*name);
        const auto refuse = [&](const char* message) {
            return error{.code = errc::bad_argument,
                         .message = message,
                         .where = {.file = *name},
                         .wanted = "a file of its own"};
        };
        if (std::ranges::find(written, place) != written.end())
            return refuse("two outputs go to the same file");
        if (place.regular && std::ranges::find(read, place) != read.end())
            return refuse("an output would overwrite an input");
        written.push_back(place);
    }
    return {};
}

} // namespace sdc::cli
