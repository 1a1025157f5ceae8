using BerryAIGen.Toolkit.Tests.Driven;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(RunsLast))]

namespace BerryAIGen.Toolkit.Tests.Driven;

/// <summary>What looks at the work of all other tests runs after them, alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsLast : ITestCollectionOrderer
{
    public const string Name = "last";

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName == Name)];
}
