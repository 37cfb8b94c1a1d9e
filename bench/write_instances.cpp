// Writes benchmark instances as the program reads them: write_instances OUT_DIR [NAME...]; without
// a name, all of them.
#include <instances.hpp>

#include <exception>
#include <filesystem>
#include <iostream>
#include <span>
#include <vector>

int main(int argc, char** argv) {
    const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
    if (arguments.size() < 2) {
        std::cerr << "usage: write_instances OUT_DIR [NAME...]\nnames:";
        for (const auto& s : instances::all()) std::cerr << ' ' << s.name;
        std::cerr << '\n';
        return 2;
    }
    try {
        std::vector<instances::spec> chosen;
        for (const auto* name : arguments.subspan(2)) chosen.push_back(instances::require(name));
        std::filesystem::create_directories(arguments[1]);
        for (const auto& s : chosen.empty() ? instances::all() : chosen)
            instances::write(s, arguments[1]);
    } catch (const std::exception& e) {
        std::cerr << "write_instances: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
