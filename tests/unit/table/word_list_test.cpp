#include <sdc/table/word_list.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using sdc::word_list;
using testing::ElementsAre;

TEST(WordList, HoldsTextsInOrderAndEachDistinctOneOnce) {
    const word_list words{"a", "b", "a", "", "b"};
    EXPECT_THAT(words, ElementsAre("a", "b", "a", "", "b"));
    EXPECT_THAT(words.words(), ElementsAre("a", "b", ""));
    EXPECT_EQ(words.number(0), words.number(2));
    EXPECT_NE(words.number(0), words.number(1));
}

TEST(WordList, RepeatsSetsAndCuts) {
    word_list words{"a", "b"};
    words.repeat(0);
    words.set(1, "c");
    EXPECT_THAT(words, ElementsAre("a", "c", "a"));
    words.truncate(1);
    EXPECT_EQ(words, word_list{"a"});
}

TEST(WordList, EqualsByTexts_WhateverTheNumbers) {
    word_list made{"x", "a"};
    made.set(0, "a");
    made.set(1, "x");
    EXPECT_EQ(made, (word_list{"a", "x"}));
    EXPECT_FALSE(made == (word_list{"a", "a"}));
    EXPECT_FALSE(made == word_list{"a"});
}

TEST(WordList, FindsEachOfManyTextsAgain) {
    word_list words;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 10'000; ++i) words.push_back(std::to_string(i));
    }
    ASSERT_EQ(words.words().size(), 10'000U);
    for (std::size_t i = 0; i < 10'000; ++i) {
        ASSERT_EQ(words[i], std::to_string(i));
        ASSERT_EQ(words.number(i + 10'000), words.number(i));
    }
}

} // namespace
