using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Candidates;

/// <summary>What finds a model: first here, then with others.</summary>
/// <param name="Places">The files of the roots by name; null when no place for models is named.</param>
/// <param name="Hashed">The same by hash.</param>
/// <param name="Others">Who may have those that are not here.</param>
internal sealed record ModelSearch(ModelPlaces? Places, Lazy<HashedFiles> Hashed, CandidateSearch Others);
