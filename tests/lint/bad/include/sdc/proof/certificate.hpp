/// Bad on purpose: whoever copies this file needs another.
#pragma once

#include <sdc/error.hpp>
