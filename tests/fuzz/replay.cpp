/// Runs a fuzz target without a fuzzer: over each file of a corpus, and over seeded mutations of
/// them. replay CORPUS MUTATIONS
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

/// splitmix64: the same mutations everywhere.
class generator {
public:
    std::uint64_t operator()(std::uint64_t below) {
        state_ += 0x9E3779B97F4A7C15ULL;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return (z ^ (z >> 31)) % below;
    }

private:
    std::uint64_t state_ = 2024;
};

std::vector<std::string> read_corpus(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return corpus;
}

/// One edit: a byte set, inserted or removed, a piece of another text spliced in, or the end cut
/// off.
void mutate(std::string& text, const std::vector<std::string>& corpus, generator& next) {
    constexpr std::string_view telling = ",\"\r\n\xEF\xBB\xBF\xC3\xA9\xFF a0";
    const auto byte = [&] {
        return next(4) == 0 ? static_cast<char>(next(256)) : telling[next(telling.size())];
    };
    const auto at = next(text.size() + 1);
    switch (next(5)) {
    case 0: text.insert(at, 1, byte()); return;
    case 1: text.insert(at, corpus[next(corpus.size())].substr(0, next(40))); return;
    case 2: text.resize(at); return;
    case 3: text.erase(at, 1); return;
    default:
        if (at < text.size()) text[at] = byte();
    }
}

void run(const std::string& text) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::cerr << "usage: replay CORPUS MUTATIONS\n", 2;
    const auto corpus = read_corpus(argv[1]);
    if (corpus.empty()) return std::cerr << "an empty corpus\n", 2;
    for (const auto& text : corpus) run(text);
    generator next;
    const auto mutations = std::strtoull(argv[2], nullptr, 10);
    for (std::uint64_t i = 0; i < mutations; ++i) {
        auto text = corpus[next(corpus.size())];
        for (auto edits = 1 + next(6); edits > 0; --edits) mutate(text, corpus, next);
        run(text);
    }
    std::cout << corpus.size() << " files, " << mutations << " mutations\n";
}
