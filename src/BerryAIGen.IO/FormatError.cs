namespace BerryAIGen.IO;

/// <summary>Why a file is not a valid one of its format.</summary>
/// <param name="Rule">The first rule broken, a stable word for programs; safetensors: the names of the Rust reader.</param>
/// <param name="Message">What is wrong, where, and what it means, for a person.</param>
public sealed record FormatError(string Rule, string Message);
