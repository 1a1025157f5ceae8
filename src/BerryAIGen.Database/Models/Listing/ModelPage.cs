namespace BerryAIGen.Database.Models.Listing;

/// <summary>A part of the library.</summary>
/// <typeparam name="T">How its models are told: as objects, or as they are written.</typeparam>
/// <param name="Models">The models of the page.</param>
/// <param name="Counts">Of all that fit, not of the page alone.</param>
/// <param name="Library">Of the library, whatever was asked for.</param>
public sealed record ModelPage<T>(IReadOnlyList<T> Models, ModelCounts Counts, ModelCounts Library);

/// <summary>How many models there are.</summary>
/// <param name="Total">All.</param>
/// <param name="Local">Those that are here.</param>
/// <param name="Available">Those that can be had.</param>
public sealed record ModelCounts(int Total, int Local, int Available);
