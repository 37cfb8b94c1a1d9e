"""Conan 2 recipe for a checkout: linted by the tests, not run by them."""
import os
import re

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import load


class SdckitConan(ConanFile):
    name = "sdckit"
    license = "Apache-2.0"
    description = "Statistical disclosure control of aggregated tables"
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False]}
    default_options = {"shared": False, "boost/*:header_only": True}
    requires = ("boost/[>=1.74]", "coin-cbc/[>=2.10]", "coin-clp/[>=1.17]", "eigen/[>=3.4]", "expat/[>=2.5]", "fmt/[>=9]", "icu/[>=72]", "libzip/[>=1.7]",
                "nlohmann_json/[>=3.10]", "spdlog/[>=1.10]")

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..", "..")

    def set_version(self):
        text = load(self, os.path.join(self._root, "include/sdc/version.hpp"))
        self.version = ".".join(re.findall(r"#define SDCKIT_VERSION_\w+ (\d+)", text))

    def layout(self):
        self.folders.root = "../../.."
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        for part in ("TESTS", "BENCH", "EXAMPLES", "PROGRAM"):
            toolchain.cache_variables["SDCKIT_BUILD_" + part] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        core = self.cpp_info.components["core"]
        core.set_property("cmake_target_name", "sdckit::core")
        core.bindirs = core.libdirs = []
        compiled = self.cpp_info.components["sdckit"]
        compiled.set_property("cmake_target_name", "sdckit::sdckit")
        compiled.libs = ["sdckit"]
        compiled.requires = ["core", "boost::headers", "coin-cbc::coin-cbc", "coin-clp::coin-clp", "eigen::eigen", "expat::expat",
                             "fmt::fmt", "icu::icu", "libzip::libzip", "nlohmann_json::nlohmann_json", "spdlog::spdlog"]
        if self.options.shared:
            compiled.defines = ["SDCKIT_SHARED"]
