using Xunit.Sdk;
using Xunit.v3;

namespace BerryAIGen.Testing;

/// <summary>What looks at the work of all other tests runs after them; each test project names its collection and this order.</summary>
public sealed class RunsLast : ITestCollectionOrderer
{
    public const string Name = "last";

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName == Name)];
}
