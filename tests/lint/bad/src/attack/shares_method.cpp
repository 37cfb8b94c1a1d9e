#include "../protect/search.hpp"
