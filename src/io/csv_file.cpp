#include <sdc/io/csv_file.hpp>

#include <sdc/io/csv.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/io/file.hpp>

#include <new>

namespace sdc::inline v0 {

result<records> read_csv(const std::string& file) {
    try {
        const auto text = read_file(file);
        if (!text) return text.error();
        return parse_csv(*text, file);
    } catch (const std::bad_alloc&) {
        return detail::too_large(file);
    }
}

} // namespace sdc::inline v0
