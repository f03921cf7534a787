# How every target of this project is compiled: parts, components, programs.

if(PROJECT_IS_TOP_LEVEL)
    find_program(LOGBEAM_CCACHE ccache)
    mark_as_advanced(LOGBEAM_CCACHE)
    if(LOGBEAM_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
        # The sloppiness is what a precompiled header needs to be cached at all; the rest lets clones share what is
        # cached, wherever they are.
        set(CMAKE_CXX_COMPILER_LAUNCHER
            ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
            CCACHE_NOHASHDIR=1 ${LOGBEAM_CCACHE}
        )
    endif()
endif()

# Sanitizers are a property of the whole build, not of a target.
if(LOGBEAM_SANITIZE)
    add_compile_options(-fsanitize=${LOGBEAM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${LOGBEAM_SANITIZE})
endif()
if(LOGBEAM_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "LOGBEAM_FUZZ needs clang: cmake --preset fuzz")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Warnings that the code is kept free of. The strict set is for the product; tests, benchmarks and examples get the
# basic one, where a converted literal is noise.
set(logbeam_basic_warnings -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
set(logbeam_strict_warnings -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual -Wformat=2 -Wundef)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND logbeam_strict_warnings -Wduplicated-cond -Wlogical-op)
    # g++ 12 reports std::string's own operator+ (GCC bug 105651).
    list(APPEND logbeam_basic_warnings -Wno-restrict)
    if(LOGBEAM_SANITIZE)
        # Instrumentation hides from g++ that an optional was checked.
        list(APPEND logbeam_basic_warnings -Wno-maybe-uninitialized)
    endif()
    if(LOGBEAM_SANITIZE MATCHES "thread")
        # moodycamel's queue uses fences; its hand-over is annotated in src/channel/queue.hpp.
        list(APPEND logbeam_basic_warnings -Wno-tsan)
    endif()
endif()
if(LOGBEAM_WERROR)
    list(APPEND logbeam_basic_warnings -Werror)
endif()

# A header-only library as the target <name>::<name>, or a clear error.
function(logbeam_find_headers name header)
    find_path(LOGBEAM_${name}_DIR ${header} REQUIRED)
    mark_as_advanced(LOGBEAM_${name}_DIR)
    add_library(${name}::${name} INTERFACE IMPORTED)
    target_include_directories(${name}::${name} SYSTEM INTERFACE ${LOGBEAM_${name}_DIR})
endfunction()

# logbeam_part(<name> [LINKS <parts>...] [PUBLIC_LIBRARIES <targets>...] [PRIVATE_LIBRARIES <targets>...])
#
# The part in the current folder as the OBJECT library logbeam_<name>, made of every .cpp below it. LINKS are the parts
# that it may include, directly or through one of them.
function(logbeam_part name)
    cmake_parse_arguments(PARSE_ARGV 1 part "" "" "LINKS;PUBLIC_LIBRARIES;PRIVATE_LIBRARIES")
    set(target logbeam_${name})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
    if(NOT sources)  # only headers so far
        set(sources ${CMAKE_CURRENT_BINARY_DIR}/${name}_is_header_only.cpp)
        file(TOUCH ${sources})
    endif()
    list(TRANSFORM part_LINKS PREPEND logbeam_)

    add_library(${target} OBJECT ${sources})
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_compile_options(${target} PRIVATE ${logbeam_basic_warnings} ${logbeam_strict_warnings})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include/client)
    target_link_libraries(
        ${target}
        PUBLIC ${part_LINKS} ${part_PUBLIC_LIBRARIES}
        PRIVATE ${part_PRIVATE_LIBRARIES}
    )
    set_target_properties(
        ${target}
        PROPERTIES
            CXX_EXTENSIONS OFF
            CXX_VISIBILITY_PRESET hidden
            POSITION_INDEPENDENT_CODE ON
            VISIBILITY_INLINES_HIDDEN ON
    )
endfunction()

# logbeam_component(
#     <name> HEADERS <dir> [SEALED] [PARTS <parts>...] [LINKS <components>...] [PRIVATE_LINKS <targets>...]
# )
#
# What users link as logbeam::<name>: the archive liblogbeam_<name>.a of its parts, or nothing but headers. Each
# component has an include root of its own, so that a forgotten link is a missing file and not a missing symbol. Public
# headers are C++17: that is what the component asks of its user, and what the header check compiles them with.
# A SEALED archive shows what cmake/exports/<name>.txt names; what is built of its parts in here, the program and tests,
# links logbeam_<name>_parts instead.
function(logbeam_component name)
    cmake_parse_arguments(PARSE_ARGV 1 component "SEALED" "HEADERS" "PARTS;LINKS;PRIVATE_LINKS")
    set(target logbeam_component_${name})
    cmake_path(ABSOLUTE_PATH component_HEADERS OUTPUT_VARIABLE root)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${root}/*.hpp)
    list(TRANSFORM component_LINKS PREPEND logbeam::)

    if(component_PARTS)
        list(TRANSFORM component_PARTS REPLACE "(.+)" "$<TARGET_OBJECTS:logbeam_\\1>" OUTPUT_VARIABLE objects)
        if(component_SEALED)
            add_library(logbeam_${name}_parts STATIC ${objects})
            target_include_directories(logbeam_${name}_parts PUBLIC ${root})
            target_link_libraries(logbeam_${name}_parts PUBLIC ${component_LINKS} PRIVATE ${component_PRIVATE_LINKS})
            if(logbeam_can_seal)
                set(sealed ${CMAKE_CURRENT_BINARY_DIR}/logbeam_${name}.o)
                logbeam_seal(${name} ${sealed})
                set(objects ${sealed})
            endif()
        endif()
        add_library(${target} STATIC ${objects})
        set_target_properties(${target} PROPERTIES OUTPUT_NAME logbeam_${name} LINKER_LANGUAGE CXX)
        target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${root} FILES ${headers})
        target_link_libraries(${target} PUBLIC ${component_LINKS} PRIVATE ${component_PRIVATE_LINKS})
    else()
        add_library(${target} INTERFACE)
        target_sources(${target} INTERFACE FILE_SET HEADERS BASE_DIRS ${root} FILES ${headers})
        target_link_libraries(${target} INTERFACE ${component_LINKS})
    endif()
    add_library(logbeam::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
    target_compile_features(${target} INTERFACE cxx_std_17)

    if(LOGBEAM_INSTALL)
        logbeam_install_component(${name})
    endif()
endfunction()

# logbeam_program(<target> <sources>...): an executable that is not installed: a test, a benchmark, an example.
function(logbeam_program target)
    add_executable(${target} ${ARGN})
    logbeam_program_options(${target})
endfunction()

function(logbeam_program_options target)
    target_compile_features(${target} PRIVATE cxx_std_20)
    target_compile_options(${target} PRIVATE ${logbeam_basic_warnings})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # At -O3 g++ 12 follows paths through std::string and std::variant that do not exist (GCC bugs 105329, 105593).
        foreach(warning IN ITEMS array-bounds stringop-overflow stringop-overread maybe-uninitialized)
            target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Wno-${warning}>)
        endforeach()
    endif()
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()
