using BerryAIGen.Library.Graphs.Reading;

namespace BerryAIGen.Library.Candidates;

/// <summary>Somebody who may know where a missing file is to be had.</summary>
internal interface ICandidateSource
{
    string Name { get; }

    /// <summary>Whether other machines are asked.</summary>
    bool AsksNetwork { get; }

    /// <summary>In any order; none when it knows nothing.</summary>
    /// <exception cref="LibraryException">It cannot be asked now.</exception>
    Task<IReadOnlyList<ModelCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken);
}
