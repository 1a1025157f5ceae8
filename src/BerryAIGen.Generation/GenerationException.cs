using BerryAIGen.Library;

namespace BerryAIGen.Generation;

/// <summary>What is asked cannot be generated; the message names the field, its value and the way out.</summary>
/// <param name="code">The class of the failure.</param>
/// <param name="field">The key of the field that is wrong; null when no single one is.</param>
/// <param name="message">One sentence for a person.</param>
public sealed class GenerationException(FailureCode code, string? field, string message)
    : LibraryException(
        new Failure(code, message)
        {
            Details = field is null
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { ["field"] = field },
        }
    )
{
    /// <summary>The key of the field that is wrong: <c>aspectRatio</c>.</summary>
    public string? Field { get; } = field;
}
