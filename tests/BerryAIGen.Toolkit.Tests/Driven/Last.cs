using BerryAIGen.Testing;

[assembly: TestCollectionOrderer(typeof(RunsLast))]

namespace BerryAIGen.Toolkit.Tests.Driven;

/// <summary>Alone, after all others.</summary>
[CollectionDefinition(RunsLast.Name, DisableParallelization = true)]
public sealed class Last;
