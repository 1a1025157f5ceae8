namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Something that is wrong with a file of definitions.</summary>
/// <param name="File">Its path; for a shipped one the path inside the program, <c>definitions/engines/sora.json</c>.</param>
/// <param name="Line">The first line that has to do with it; null when no line can be named.</param>
/// <param name="Message">What is wrong, and the mend.</param>
public sealed record DefinitionProblem(string File, int? Line, string Message);
