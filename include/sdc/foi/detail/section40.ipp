#include <sdc/foi/section40.hpp>

#include <string>
#include <vector>

namespace sdc::inline v0::foi {

std::string limb(section40_condition c) {
    switch (c) {
    case section40_condition::first: return "FOIA 2000 s.40(2) with s.40(3A)(a)";
    case section40_condition::second: return "FOIA 2000 s.40(2) with s.40(3B)";
    case section40_condition::third: return "FOIA 2000 s.40(2) with s.40(4A)";
    }
    return "";
}

std::vector<std::string> section40_questions() {
    return {"is anybody identifiable by means reasonably likely to be used? No number is the test: "
            "Information Commissioner v Miller [2018] UKUT 229 (AAC)",
            "are criminal offence or special category data involved (UK GDPR Art 9, Art 10)?",
            "is there a legitimate interest, is disclosure necessary for it, what is the balance "
            "(UK GDPR Art 6(1)(f))?"};
}

std::vector<std::string> not_held_questions() {
    return {"is the information held at all, and was the search wide enough?",
            "would saying so tell something about a person (FOIA 2000 s.40(5A), (5B))?"};
}

} // namespace sdc::inline v0::foi
