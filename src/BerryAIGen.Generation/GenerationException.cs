using BerryAIGen.Library;

namespace BerryAIGen.Generation;

/// <summary>What is asked cannot be generated; the message names the field, its value and the way out.</summary>
public sealed class GenerationException : LibraryException
{
    /// <param name="code">The class of the failure.</param>
    /// <param name="field">The key of the field that is wrong; null when no single one is.</param>
    /// <param name="message">One sentence for a person.</param>
    public GenerationException(FailureCode code, string? field, string message)
        : this(code, message, field is null ? [] : [(field, message)]) { }

    private GenerationException(FailureCode code, string message, IReadOnlyList<(string Field, string Message)> fields)
        : base(new Failure(code, message) { Details = DetailsOf(fields) }) =>
        Field = fields.Count == 0 ? null : fields[0].Field;

    /// <summary>The key of the first field that is wrong: <c>aspectRatio</c>.</summary>
    public string? Field { get; }

    /// <summary>All that is wrong with a form in one: a person who mends it should not find the next mistake after the first.</summary>
    public static GenerationException Of(IReadOnlyList<GenerationException> problems) =>
        problems.Count == 1
            ? problems[0]
            : new(
                problems[0].Failure.Code,
                string.Join(" ", problems.Select(problem => problem.Message)),
                [
                    .. problems
                        .Where(problem => problem.Field is not null)
                        .Select(problem => (problem.Field!, problem.Message)),
                ]
            );

    // "field" names the first; the others stand under their own names.
    private static Dictionary<string, string> DetailsOf(IReadOnlyList<(string Field, string Message)> fields)
    {
        Dictionary<string, string> details = [];
        foreach (var (field, message) in fields)
        {
            details.TryAdd("field", field);
            details.TryAdd(field, message);
        }

        return details;
    }
}
