namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What would be refused anyway is said before it is asked, all at once.</summary>
internal static class WorkflowCheck
{
    private const int MostTags = 10;
    private const int LongestTag = 200;

    /// <exception cref="ArgumentException">One sentence per problem.</exception>
    public static void ThrowIfInvalid(WorkflowTemplate template, SubmitOptions options)
    {
        var problems = Problems(template, options).ToList();
        if (problems.Count > 0)
            throw new ArgumentException("The workflow cannot be submitted: " + string.Join(" ", problems));
    }

    public static string? TagProblem(string? tag) =>
        string.IsNullOrWhiteSpace(tag) ? "A tag must have letters."
        : tag.Length > LongestTag ? $"The tag that begins with \"{tag[..20]}\" has more than {LongestTag} characters."
        : null;

    private static IEnumerable<string> Problems(WorkflowTemplate template, SubmitOptions options)
    {
        if (template.Steps.Count + template.Steps.Unreadable.Count == 0)
            yield return "It has no steps.";
        foreach (var step in template.Steps.Where(step => string.IsNullOrWhiteSpace(step.Type)))
            yield return $"The step {step.Name ?? "without a name"} has no $type.";
        foreach (
            var name in template.Steps.Select(step => step.Name).OfType<string>().GroupBy(name => name).Where(Repeats)
        )
            yield return $"Two steps are called {name.Key}.";
        if (template.Tags is { Count: > MostTags })
            yield return $"It has {template.Tags.Count} tags, and {MostTags} are allowed.";
        foreach (var problem in (template.Tags ?? []).Select(TagProblem).OfType<string>())
            yield return problem;
        foreach (var callback in template.Callbacks ?? [])
        {
            if (!CallbackSecret.IsReachable(callback.Url))
                yield return $"A callback's address must be https; {Transport.AddressSecrets.Mask(callback.Url) ?? "nothing"} is not.";
        }
        if (template.Ephemeral == true && template.Callbacks is not { Count: > 0 } && options.Wait == TimeSpan.Zero)
            yield return "It is ephemeral and has neither a callback nor a wait, so its result would reach nobody.";
        if (template.ExternalId is not null && !ExternalId.IsValid(template.ExternalId))
            yield return "Its externalId must be 1 to 128 letters, digits, - and _.";
    }

    private static bool Repeats(IGrouping<string, string> names) => names.Count() > 1;
}
