/// Bad on purpose: an auditor and a method that share a search.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/proof/witness.hpp>
