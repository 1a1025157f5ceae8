namespace BerryAIGen.Library.Extending;

/// <summary>Asks all rules of plug-ins and says no when one of them does.</summary>
public static class ValidatorRules
{
    /// <param name="validators">The rules.</param>
    /// <param name="ask">What each is asked.</param>
    /// <param name="subject">What is judged, as a message begins: <c>"fine" is not downloaded</c>.</param>
    /// <returns>The issues of all; null when there is none.</returns>
    public static async Task<Failure?> FindFailureAsync(
        IReadOnlyList<IModelValidator> validators,
        Func<IModelValidator, Task<ValidationResult>> ask,
        string subject
    )
    {
        List<string> issues = [];
        foreach (var validator in validators)
        {
            var result = await AskAsync(validator, ask).ConfigureAwait(false);
            if (!result.Valid)
                issues.AddRange(result.Issues.Count > 0 ? result.Issues : [$"{validator.Name} refuses it"]);
        }

        return issues.Count == 0
            ? null
            : new Failure(FailureCode.Usage, $"{subject}: {string.Join("; ", issues)}.")
            {
                Details = new Dictionary<string, string> { ["issues"] = string.Join("; ", issues) },
            };
    }

    // A rule that cannot be asked is not kept.
    private static async Task<ValidationResult> AskAsync(
        IModelValidator validator,
        Func<IModelValidator, Task<ValidationResult>> ask
    )
    {
        try
        {
            return await ask(validator).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return new ValidationResult(false, [$"{validator.Name} failed: {problem.Message}"]);
        }
    }
}
