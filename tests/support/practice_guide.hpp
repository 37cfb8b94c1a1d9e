/// The example of ten persons in IHSN, Statistical Disclosure Control: A Practice Guide, section
/// "Measuring risk", with an outcome.
#pragma once

namespace support {

inline constexpr const char* practice_guide_persons = R"(residence,gender,education,labour,outcome
u,f,secondary,employed,a
u,f,secondary,employed,a
u,f,primary,inactive,b
u,m,less,employed,a
r,f,less,unemployed,b
u,m,less,employed,b
u,f,post,inactive,a
u,m,none,unemployed,b
u,f,secondary,inactive,a
u,f,secondary,inactive,a
)";

} // namespace support
