/// Rules of named authorities as data, each with its source. A number is never the legal test: a
/// preset says which cells are at risk, and a person decides.
#pragma once

#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/threshold.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sdc::inline v0 {

/// What an authority's rule becomes here. Suppression uses `limit`, rounding uses `bands`; a rule
/// may have one or both.
struct preset {
    std::string_view id;
    std::string_view authority;
    std::string_view date; ///< Of the source; "not dated" if it bears none.
    std::string_view scope;
    std::string_view source;
    std::string_view says; ///< The rule in our words.
    std::string_view left_out =
        {}; ///< Parts of the rule that are not expressed here, or what is added.
    std::optional<threshold> limit = {};
    banding (*bands)() = nullptr;
    std::string_view marker = "[c]"; ///< Text of a suppressed cell. "<5" is not used: it would be
                                     ///< false of secondary cells.
};

namespace detail {

inline banding redact_7_nearest_5() { return redact_and_round(7, 5); }
inline banding redact_2_nearest_5() { return redact_and_round(2, 5); }
inline banding midpoint_6() { return midpoint(6); }
inline banding census_drb() { return us_census_drb(); }
inline banding ofqual_bands() {
    return {.name = "fewer than 5, nearest 5",
            .bands = {{.low = 0, .high = 0},
                      {.low = 1, .high = 4, .action = band_action::label, .label = "fewer than 5"},
                      {.low = 5, .action = band_action::round, .base = 5}}};
}

inline constexpr std::string_view adds_secondary =
    "The source asks for no secondary suppression; it is added here, else subtraction undoes the "
    "rule.";

} // namespace detail

inline constexpr std::array<preset, 20> presets{{
    {.id = "uk_foi_lt5",
     .authority = "Common practice of public authorities under the Freedom of Information Act 2000",
     .date = "2025",
     .scope = "Counts of people in answers to requests",
     .source = "University of East Anglia FOI_25-087; NHSBSA FOI-01428 and FOI-27712",
     .says = "Counts of 1 to 4 are suppressed, zeros and totals are shown.",
     .left_out = detail::adds_secondary,
     .limit = threshold{.minimum = 5}},
    {.id = "uk_foi_le5",
     .authority = "Common practice of public authorities under the Freedom of Information Act 2000",
     .date = "2023",
     .scope = "Counts of people in answers to requests",
     .source = "London Borough of Lambeth, 10 October 2023; Information Commissioner v Miller "
               "[2018] UKUT 229 (AAC), where the tribunal ordered disclosure",
     .says = "Counts of five or fewer are suppressed.",
     .left_out = "Whether 0 is among five or fewer is not said; zeros are suppressed here, so that "
                 "they do not point at the others.",
     .limit = threshold{.minimum = 6, .zeros = zero_policy::hide}},
    {.id = "uk_police_total_only",
     .authority = "Practice of UK police forces under the Freedom of Information Act 2000",
     .date = "2024",
     .scope = "Breakdowns of a small number of incidents, victims or officers",
     .source = "West Midlands Police 1616A/24; Metropolitan Police 01.FOI.22.026977; Police "
               "Service of Northern Ireland FOI/14786",
     .says = "The total is given exactly; if it is small, no breakdown is given, zeros included.",
     .left_out = "Where a total is small is the disclosure officer's choice; 5 is suggested here, "
                 "as is the "
                 "same limit for the cells of larger totals.",
     .limit = threshold{.minimum = 5, .publish_total = true, .min_total_for_breakdown = 5}},
    {.id = "nhsbsa_foi",
     .authority = "NHS Business Services Authority",
     .date = "not dated",
     .scope = "Patients and items below national level in answers to requests",
     .source = "opendata.nhsbsa.net: FOI-27712, FOI-01428",
     .says = "Counts of 1 to 4 are suppressed.",
     .left_out =
         "Cost and quantity of the same cells are suppressed, too; a list of sensitive drugs "
         "by gender has its own rule.",
     .limit = threshold{.minimum = 5},
     .marker = "*"},
    {.id = "nhse_hes_2018",
     .authority = "NHS England (NHS Digital)",
     .date = "2018",
     .scope = "Hospital Episode Statistics and Emergency Care Data Set below national level; "
              "national figures are exempt",
     .source = "NHS Digital: Disclosure control methodology for Hospital Episode Statistics and "
               "Emergency Care Data Set",
     .says = "Counts of 1 to 7 are suppressed, all others are rounded to the nearest 5; totals are "
             "computed before rounding.",
     .left_out = "Percentages come from rounded numbers, means over 1 to 7 are suppressed.",
     .limit = threshold{.minimum = 8},
     .bands = detail::redact_7_nearest_5,
     .marker = "*"},
    {.id = "nhse_hes_pre2018",
     .authority = "NHS Digital",
     .date = "until 2018",
     .scope = "Hospital Episode Statistics",
     .source = "NHS Digital: Disclosure control methodology for Hospital Episode Statistics and "
               "Emergency Care Data Set",
     .says = "Counts of 1 to 5 are suppressed, and further cells by hand where subtraction would "
             "give them.",
     .limit = threshold{.minimum = 6},
     .marker = "*"},
    {.id = "nhse_dqmi_apc",
     .authority = "NHS England",
     .date = "not dated",
     .scope = "Data Quality Maturity Index, admitted patient care",
     .source = "NHS England: DQMI methodology, suppression rules",
     .says = "Counts of 1 to 7 are suppressed, others are rounded to the nearest 5.",
     .left_out =
         "A percentage is suppressed if one of its parts is; an item needs 25 records of an "
         "organisation. Zeros are not mentioned; they are shown.",
     .limit = threshold{.minimum = 8},
     .bands = detail::redact_7_nearest_5,
     .marker = "*"},
    {.id = "nhse_dqmi_did",
     .authority = "NHS England",
     .date = "not dated",
     .scope = "Data Quality Maturity Index, diagnostic imaging",
     .source = "NHS England: DQMI methodology, suppression rules",
     .says = "Counts of 1 and 2 are suppressed, others are rounded to the nearest 5.",
     .left_out =
         "Percentages are rounded to whole numbers. Zeros are not mentioned; they are shown.",
     .limit = threshold{.minimum = 3},
     .bands = detail::redact_2_nearest_5,
     .marker = "*"},
    {.id = "ofqual",
     .authority = "Ofqual",
     .date = "2025-10-30",
     .scope = "Statistics on qualifications in England",
     .source = "gov.uk: Ofqual rounding policy",
     .says = "Counts of 1 to 4 are given as fewer than 5, others are rounded to the nearest 5; 0 "
             "means none.",
     .left_out = "Percentages are computed from unrounded numbers.",
     .limit = threshold{.minimum = 5},
     .bands = detail::ofqual_bands},
    {.id = "opensafely_7_5",
     .authority = "OpenSAFELY",
     .date = "not dated",
     .scope = "Outputs of research on NHS records",
     .source = "opensafely/documentation: docs/outputs/sdc.md",
     .says = "Counts of 1 to 7 are redacted, others are rounded to the nearest 5.",
     .left_out = "Shares of 0% and 100% are looked at by a person (add group disclosure); totals "
                 "are sums of rounded counts; no minima and maxima.",
     .limit = threshold{.minimum = 8},
     .bands = detail::redact_7_nearest_5,
     .marker = "[REDACTED]"},
    {.id = "opensafely_midpoint6",
     .authority = "OpenSAFELY",
     .date = "not dated",
     .scope = "Outputs of research on NHS records",
     .source = "opensafely/documentation: docs/outputs/sdc.md",
     .says = "Each count is given as the midpoint of its bin of six: 1 to 6 as 3, 7 to 12 as 9; 0 "
             "stays 0.",
     .left_out = "Called unbiased by its source; midpoints of even bins are 0.5 below the mean of "
                 "their values.",
     .bands = detail::midpoint_6},
    {.id = "ukllc_10",
     .authority = "UK Longitudinal Linkage Collaboration",
     .date = "2026-01-30",
     .scope = "Outputs of its trusted research environment",
     .source = "UK LLC guidebook: statistical disclosure control",
     .says =
         "Counts below 10, zeros included, are masked by row and by column, at least two together.",
     .limit = threshold{.minimum = 10, .zeros = zero_policy::unsafe}},
    {.id = "acro_default",
     .authority = "AI-SDC (University of the West of England and others)",
     .date = "not dated",
     .scope = "Counts in outputs of trusted research environments",
     .source = "AI-SDC/ACRO: acro/default.yaml",
     .says = "Counts below 10 are unsafe, and zeros are disclosive.",
     .left_out = "Dominance, p% and degrees of freedom of the same file.",
     .limit = threshold{.minimum = 10, .zeros = zero_policy::unsafe}},
    {.id = "cms_11",
     .authority = "Centers for Medicare & Medicaid Services (US)",
     .date = "2024-01-26",
     .scope = "Counts of beneficiaries",
     .source = "ResDAC: CMS Cell Size Suppression Policy",
     .says = "Counts of 1 to 10 are suppressed, and nothing may be given from which they follow; 0 "
             "may be shown.",
     .left_out = "Percentages and numbers of excluded cases count, too.",
     .limit = threshold{.minimum = 11}},
    {.id = "cdc_wonder_10",
     .authority = "Centers for Disease Control and Prevention (US)",
     .date = "not dated",
     .scope = "Deaths and births below national level",
     .source = "wonder.cdc.gov: data use restrictions of D158; PMC4103252",
     .says = "Counts of 0 to 9 are suppressed.",
     .left_out = "Rates over fewer than 20 events are marked unreliable. The source has no "
                 "secondary suppression and falls to subtraction; it is added here.",
     .limit = threshold{.minimum = 10, .zeros = zero_policy::unsafe},
     .marker = "Suppressed"},
    {.id = "wa_doh_10",
     .authority = "Washington State Department of Health (US)",
     .date = "2018-05",
     .scope = "Small numbers in public health data",
     .source =
         "Department of Health Agency Standards for Reporting Data with Small Numbers, May 2018",
     .says = "Counts of 1 to 9 are suppressed, with secondary suppression; zeros are shown.",
     .left_out = "Survey estimates are top- and bottom-coded.",
     .limit = threshold{.minimum = 10}},
    {.id = "aihw_5",
     .authority = "Australian Institute of Health and Welfare",
     .date = "not dated",
     .scope = "Health service use by area",
     .source = "AIHW technical notes: LUC-ED, potentially preventable hospitalisations",
     .says = "Counts of 1 to 4 are not published, and a second cell where subtraction would give "
             "the first; zeros are shown.",
     .left_out = "Cells over a population below 300 are not published, whatever their count: check "
                 "the population beside this preset. Rates of few events are "
                 "flagged as volatile.",
     .limit = threshold{.minimum = 5},
     .marker = "n.p."},
    {.id = "ssb_3",
     .authority = "Statistics Norway",
     .date = "not dated",
     .scope = "Counts of persons and establishments",
     .source = "ssb.no: confidentiality in official statistics",
     .says = "Counts below 3 are suppressed, and further cells where subtraction would give them.",
     .left_out = "Zeros are not mentioned; they are shown.",
     .limit = threshold{.minimum = 3}},
    {.id = "us_census_drb",
     .authority = "US Census Bureau, Disclosure Review Board",
     .date = "2019",
     .scope = "Unweighted counts in research output",
     .source = "simsong/drb_rounder: README and tests",
     .says = "Below 15 is given as <15; from 15 the nearest 10, from 100 the nearest 50, from "
             "1,000 the nearest 100, from 10,000 the nearest 500, "
             "from 100,000 the nearest 1,000, from 1,000,000 four significant digits.",
     .left_out = "Numbers that are no counts get four significant digits.",
     .bands = detail::census_drb},
    {.id = "legacy_lt10",
     .authority = "Department of Health (UK), after guidance of the Office for National Statistics",
     .date = "until 2005",
     .scope = "Abortion statistics",
     .source = "Department of Health v Information Commissioner [2011] EWHC 1430 (Admin), where "
               "the counts were ordered to be disclosed",
     .says = "Counts below 10 are left out.",
     .left_out =
         "Kept to read old tables; not for new ones. Zeros are not mentioned; they are shown.",
     .limit = threshold{.minimum = 10}},
}};

/// Errors: bad_argument, with the ids that exist.
[[nodiscard]] inline result<preset> find_preset(std::string_view id) {
    std::string known;
    for (const auto& p : presets) {
        if (p.id == id) return p;
        known += (known.empty() ? "" : ", ") + std::string(p.id);
    }
    return error{.code = errc::bad_argument,
                 .message = "unknown policy",
                 .field = "policy",
                 .found = detail::quoted(id),
                 .wanted = "one of " + known};
}

} // namespace sdc::inline v0
