using BerryAIGen.IO.Containers;

namespace BerryAIGen.Library.Downloads.Inspection;

/// <summary>What a complete part is, by its bytes.</summary>
/// <param name="Container">What the first bytes say.</param>
/// <param name="Failure">Why it must not get its final name, null when it may.</param>
public sealed record InspectionReport(Container Container, Failure? Failure);
