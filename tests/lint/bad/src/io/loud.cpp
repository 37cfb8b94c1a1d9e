#include <chrono>
#include <cstdlib>
#include <iostream>

void loud() {
    std::cout << "prints";
    std::getenv("HOME");
    std::chrono::steady_clock::now();
    std::abort();
}
