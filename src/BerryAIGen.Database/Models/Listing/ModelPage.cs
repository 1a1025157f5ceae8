namespace BerryAIGen.Database.Models.Listing;

/// <summary>A part of the library.</summary>
/// <param name="Models">The models of the page.</param>
/// <param name="Counts">Of all that fit, not of the page alone.</param>
/// <param name="Library">Of the library, whatever was asked for.</param>
public sealed record ModelPage(IReadOnlyList<ModelInfo> Models, ModelCounts Counts, ModelCounts Library);

/// <summary>How many models there are.</summary>
/// <param name="Total">All.</param>
/// <param name="Local">Those that are here.</param>
/// <param name="Available">Those that can be had.</param>
public sealed record ModelCounts(int Total, int Local, int Available);
