namespace BerryAIGen.Cli.Output;

/// <summary>A shell, and the script that teaches it the words of <c>berry</c>.</summary>
internal sealed record CompletionDocument(string Shell, string Script);
