internal import Testing

/// The real programs, as people use them: one test at a time, since each starts several.
@Suite(.serialized) struct EndToEndTests {}
