# cmake -DBUILD= -DSTAGE= -P install.cmake: a fresh stage, so that nothing of an earlier install helps.
file(REMOVE_RECURSE "${STAGE}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${STAGE}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
