/// Bad on purpose: a solver that knows tables.
#pragma once

#include <sdc/table/table.hpp>
