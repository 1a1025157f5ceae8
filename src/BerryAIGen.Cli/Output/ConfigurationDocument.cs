namespace BerryAIGen.Cli.Output;

/// <summary>The settings file and what is set in it, secrets as <c>***</c>.</summary>
internal sealed record ConfigurationDocument(string? Path, IReadOnlyDictionary<string, string> Settings);
