namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>A text that Python's YAML loader refuses.</summary>
/// <param name="line">Counted from 1.</param>
/// <param name="message">What is wrong there.</param>
/// <param name="inner">What the parser said.</param>
internal sealed class YamlProblem(int line, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Line { get; } = line;
}
