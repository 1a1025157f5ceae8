using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>What is wrong with a body, place by place, until all of it was looked at.</summary>
public sealed class FieldProblems
{
    // Whoever sends nonsense learns enough from these.
    private const int Most = 100;

    private readonly Dictionary<string, List<string>> _problems = new(StringComparer.Ordinal);

    public bool Any => _problems.Count > 0;

    /// <param name="place">Such as <c>steps[0].input.image</c>.</param>
    /// <param name="message">One sentence.</param>
    public void Add(string place, string message)
    {
        if (_problems.TryGetValue(place, out var known))
            known.Add(message);
        else if (_problems.Count < Most)
            _problems[place] = [message];
    }

    /// <exception cref="WorkflowRefusedException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw new WorkflowRefusedException(
                _problems.ToDictionary(row => row.Key, row => (IReadOnlyList<string>)row.Value)
            );
    }
}

/// <summary>A body is not taken; each wrong place says why.</summary>
/// <param name="errors">The sentences by their place, in the order they were found.</param>
public sealed class WorkflowRefusedException(IReadOnlyDictionary<string, IReadOnlyList<string>> errors)
    : LibraryException(new Failure(FailureCode.Usage, $"{errors.First().Key}: {errors.First().Value[0]}"))
{
    /// <summary>The sentences by their place.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; } = errors;
}
