/// Bad on purpose: climbs.
#pragma once

#include <sdc/protect/suppress.hpp>
#include <boost/graph/graph_traits.hpp>
