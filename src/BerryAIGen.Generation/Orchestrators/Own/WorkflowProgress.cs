namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>A step as far as what follows from it is concerned.</summary>
/// <param name="Name">By which others refer to it.</param>
/// <param name="Status">One of <see cref="StepStatus"/>.</param>
/// <param name="Needs">The steps that it waits for.</param>
public sealed record StepStanding(string Name, string Status, IReadOnlyList<string> Needs);

/// <summary>What follows from how the steps of a workflow stand.</summary>
public static class WorkflowProgress
{
    /// <summary>The status of the whole: that of the step which failed, once nothing goes on.</summary>
    public static string StatusOf(IReadOnlyCollection<StepStanding> steps)
    {
        if (steps.All(step => step.Status == StepStatus.Succeeded))
            return StepStatus.Succeeded;
        if (!steps.All(step => StepStatus.IsTerminal(step.Status)))
            return steps.All(step => step.Status == StepStatus.Unassigned)
                ? StepStatus.Unassigned
                : StepStatus.Processing;
        // What was cancelled because another one failed says less than that one.
        string[] order = [StepStatus.Failed, StepStatus.Expired, StepStatus.Canceled];
        return order.First(status => steps.Any(step => step.Status == status));
    }

    /// <summary>Those that may begin: they wait for nothing any more.</summary>
    public static IEnumerable<StepStanding> Ready(IReadOnlyCollection<StepStanding> steps) =>
        steps.Where(step =>
            step.Status == StepStatus.Unassigned
            && step.Needs.All(need =>
                need == StepReferences.Arguments
                || steps.Any(other => other.Name == need && other.Status == StepStatus.Succeeded)
            )
        );

    /// <summary>Those that will never begin, because what they need, or what that needs, did not succeed.</summary>
    public static IReadOnlyList<string> Hopeless(IReadOnlyCollection<StepStanding> steps)
    {
        var lost = steps
            .Where(step => StepStatus.IsTerminal(step.Status) && step.Status != StepStatus.Succeeded)
            .Select(step => step.Name)
            .ToHashSet(StringComparer.Ordinal);
        var found = new List<string>();
        while (
            steps.FirstOrDefault(step =>
                !StepStatus.IsTerminal(step.Status) && !lost.Contains(step.Name) && step.Needs.Any(lost.Contains)
            )
                is { } next
        )
        {
            lost.Add(next.Name);
            found.Add(next.Name);
        }

        return found;
    }
}
