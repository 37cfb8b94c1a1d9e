// No more can it be written as a web page.
#include <sdc/attack/audited.hpp>
#include <sdc/io/html.hpp>
#include <sdc/release/published.hpp>

#include <iostream>

void write(const sdc::audited& proof, const sdc::published& safe) {
    static_cast<void>(proof);
    static_cast<void>(safe);
#ifdef SDCKIT_MUST_FAIL
    sdc::write_html(std::cout, proof);
#else
    sdc::write_html(std::cout, safe);
#endif
}
