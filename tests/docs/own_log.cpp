// The log of a call to a program's own logger: docs/getting-started.md shows a part of this file.
#include <sdc/io/spdlog_log.hpp>
#include <sdc/sdc.hpp>

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include <iostream>
#include <memory>
#include <sstream>
#include <string>

int main() {
    const sdc::records rows{.names = {"area", "sex", "n"},
                            .fields = {"north", "f", "12", "north", "m", "3", "south", "f", "9",
                                       "south", "m", "8", "west", "f", "7", "west", "m", "11"}};
    const auto area = sdc::flat_dimension(rows, "area").value();
    const auto sex = sdc::flat_dimension(rows, "sex").value();
    const auto counts = sdc::tabulate(rows, {.by = {area, sex}, .count = "n"}).value();
    std::ostringstream text;
    const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text);
    const auto logger = std::make_shared<spdlog::logger>("app", sink);

    const auto log = sdc::log_to(logger); // a std::shared_ptr<spdlog::logger>
    const auto plan =
        sdc::suppress(counts, {.rules = {sdc::threshold{.minimum = 5}}, .run = {.log = log.get()}});

    std::cout << text.str();
    return plan && text.str().find("suppress: search: ") != std::string::npos ? 0 : 1;
}
