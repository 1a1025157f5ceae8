namespace BerryAIGen.Cli.Output;

/// <summary>Civitai's types and the folder of each.</summary>
internal sealed record TypesDocument(IReadOnlyDictionary<string, string> Types);
