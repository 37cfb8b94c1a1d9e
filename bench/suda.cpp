// Question: how long does it take to find all minimal uniques of a file of records, and how does
// that compare to the plain recursion over sets of columns? Items are minimal uniques; `ratio` is
// the time of the recursion over that of the search, both once a run.
#include <record_files.hpp>

#include <sdc/risk/record/suda.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

using file = std::vector<sdc::key_column>;

/// What one would write first: sets of columns by size; the records of each are grouped by a hash
/// table of their keys, those that are alone already on a part of the set left out; who is alone in
/// a group of all records and has no unique part is a minimal unique.
class plain_recursion {
public:
    explicit plain_recursion(const file& columns) : columns_(columns), found_(columns[0].size()) {
        for (std::size_t size = 1; size <= columns.size(); ++size) choose(size, 0, 0);
    }
    [[nodiscard]] std::uint64_t total() const {
        std::uint64_t sum = 0;
        for (const auto& of_record : found_) sum += of_record.size();
        return sum;
    }

private:
    struct key_hash {
        std::size_t operator()(const std::vector<std::int32_t>& key) const noexcept {
            std::uint64_t h = 0xcbf29ce484222325ULL;
            for (const auto code : key)
                h = (h ^ static_cast<std::uint32_t>(code)) * 0x100000001b3ULL;
            return h;
        }
    };
    struct group {
        std::size_t first = 0, size = 0;
    };

    void choose(std::size_t size, std::size_t from, std::uint64_t set) {
        if (size == 0) return look(set);
        for (auto c = from; c + size <= columns_.size(); ++c)
            choose(size - 1, c + 1, set | std::uint64_t{1} << c);
    }
    void look(std::uint64_t set) {
        std::unordered_map<std::vector<std::int32_t>, group, key_hash> groups;
        std::vector<std::int32_t> key;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            if (has_part(i, set)) continue;
            key.clear();
            for (std::size_t c = 0; c < columns_.size(); ++c) {
                if ((set >> c & 1) != 0) key.push_back(columns_[c][i]);
            }
            auto& g = groups.try_emplace(key, group{.first = i}).first->second;
            ++g.size;
        }
        for (const auto& [codes, g] : groups) {
            if (g.size == 1) found_[g.first].push_back(set);
        }
    }
    [[nodiscard]] bool has_part(std::size_t record, std::uint64_t set) const {
        for (const auto part : found_[record]) {
            if ((part & set) == part) return true;
        }
        return false;
    }

    const file& columns_;
    std::vector<std::vector<std::uint64_t>> found_;
};

void tell(benchmark::State& state, const std::string& name, const file& columns,
          std::uint64_t found) {
    state.SetItemsProcessed(static_cast<std::int64_t>(found) * state.iterations());
    state.SetLabel(name + ", " + std::to_string(columns[0].size()) + " records of " +
                   std::to_string(columns.size()) + " columns");
    state.counters["found"] = static_cast<double>(found);
}

void search(benchmark::State& state, const std::string& name) {
    const auto columns = record_files::make(name);
    std::uint64_t found = 0;
    for (auto _ : state) found = sdc::find_minimal_uniques(columns).value().found.size();
    tell(state, name, columns, found);
}

void against_recursion(benchmark::State& state, const std::string& name) {
    using clock = std::chrono::steady_clock;
    const auto columns = record_files::make(name);
    std::uint64_t found = 0;
    double own = 0, plain = 0;
    for (auto _ : state) {
        const auto start = clock::now();
        found = sdc::find_minimal_uniques(columns).value().found.size();
        const auto middle = clock::now();
        const auto reference = plain_recursion(columns).total();
        own += std::chrono::duration<double>(middle - start).count();
        plain += std::chrono::duration<double>(clock::now() - middle).count();
        if (reference != found) state.SkipWithError("the recursion finds another number");
    }
    tell(state, name, columns, found);
    state.counters["search_ms"] = 1000 * own / static_cast<double>(state.iterations());
    state.counters["recursion_ms"] = 1000 * plain / static_cast<double>(state.iterations());
    state.counters["ratio"] = plain / own;
}

BENCHMARK_CAPTURE(search, tiny, "tiny")
    ->Name("minimal_uniques/smoke/tiny")
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, census, "census")
    ->Name("minimal_uniques/census")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, plants, "plants")
    ->Name("minimal_uniques/plants")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(against_recursion, tiny, "tiny")
    ->Name("against_recursion/smoke/tiny")
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(against_recursion, census, "census")
    ->Name("against_recursion/census")
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);

} // namespace
