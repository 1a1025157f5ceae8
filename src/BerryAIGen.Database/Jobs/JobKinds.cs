using System.Collections.Frozen;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Jobs;

/// <summary>The kinds of jobs that this server can do, by name.</summary>
public sealed class JobKinds
{
    private readonly FrozenDictionary<string, IJobKind> kinds;

    /// <exception cref="ArgumentException">Two have one name.</exception>
    public JobKinds(IEnumerable<IJobKind> all) =>
        kinds = all.ToDictionary(kind => kind.Name, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);

    public IEnumerable<string> Names => kinds.Keys.Order(StringComparer.Ordinal);

    public IJobKind? Find(string name) => kinds.GetValueOrDefault(name);

    /// <exception cref="LibraryException">There is none of this name.</exception>
    public IJobKind Get(string name) =>
        Find(name)
        ?? throw new LibraryException(
            FailureCode.Usage,
            $"\"{name}\" is no kind of job; there are {string.Join(", ", Names)}."
        );
}
