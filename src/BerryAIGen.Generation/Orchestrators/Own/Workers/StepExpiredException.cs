using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>A part of a step took longer than it may.</summary>
public sealed class StepExpiredException(string message) : LibraryException(FailureCode.Failed, message);
