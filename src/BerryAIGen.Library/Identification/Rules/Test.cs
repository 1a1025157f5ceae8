using BerryAIGen.Library.Identification.Definitions;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>A condition that is ready to be asked of a table.</summary>
internal abstract class Test
{
    public abstract bool Holds(TableView view);

    /// <summary>What it rests on, for a person; null when it rests on something missing.</summary>
    public abstract string? Evidence(TableView view);

    public static Test Compile(Condition condition, PatternIndex index, IReadOnlyList<string> prefixes)
    {
        List<Test> parts = [];
        if (condition.Keys.Count > 0)
            parts.Add(new KeyTest(condition, [.. condition.Keys.Select(key => index.Add(key, prefixes))]));
        if (condition.Metadata is not null)
            parts.Add(new MetadataTest(condition));
        if (condition.Folder is not null)
            parts.Add(new FolderTest(condition.Folder));
        parts.AddRange(condition.All.Select(Inner));
        if (condition.Any.Count > 0)
            parts.Add(new AnyTest([.. condition.Any.Select(Inner)]));
        parts.AddRange(condition.None.Select(inner => new NotTest(Inner(inner))));
        return parts is [var only] ? only : new AllTest([.. parts]);

        Test Inner(Condition inner) => Compile(inner, index, prefixes);
    }

    private sealed class AllTest(Test[] parts) : Test
    {
        // A loop, as in the others: every rule is asked of every file, and a lambda would be made each time.
        public override bool Holds(TableView view)
        {
            foreach (var part in parts)
            {
                if (!part.Holds(view))
                    return false;
            }

            return true;
        }

        public override string? Evidence(TableView view) =>
            parts.Select(part => part.Evidence(view)).FirstOrDefault(text => text is not null);
    }

    private sealed class AnyTest(Test[] parts) : Test
    {
        public override bool Holds(TableView view) => Find(view) is not null;

        public override string? Evidence(TableView view) => Find(view)?.Evidence(view);

        private Test? Find(TableView view)
        {
            foreach (var part in parts)
            {
                if (part.Holds(view))
                    return part;
            }

            return null;
        }
    }

    private sealed class NotTest(Test inner) : Test
    {
        public override bool Holds(TableView view) => !inner.Holds(view);

        public override string? Evidence(TableView view) => null;
    }

    private sealed class FolderTest(string pattern) : Test
    {
        public override bool Holds(TableView view) =>
            view.Folder is not null && Skeletons.Fits(view.Folder.ToLowerInvariant(), pattern);

        public override string? Evidence(TableView view) => $"the folder is called {view.Folder}";
    }

    private sealed class MetadataTest(Condition condition) : Test
    {
        public override bool Holds(TableView view) => Find(view) is not null;

        public override string? Evidence(TableView view) =>
            Find(view) is { } found ? $"{found.Key} is {Short(found.Value)}" : null;

        private KeyValuePair<string, string>? Find(TableView view)
        {
            if (!condition.Metadata!.Contains('*', StringComparison.Ordinal))
                return view.Metadata.TryGetValue(condition.Metadata, out var text) && Fits(text)
                    ? KeyValuePair.Create(condition.Metadata, text)
                    : null;
            foreach (var pair in view.Metadata)
            {
                if (Skeletons.Fits(pair.Key, condition.Metadata) && Fits(pair.Value))
                    return pair;
            }

            return null;
        }

        private bool Fits(string text)
        {
            if (condition.Is is null && condition.Minimum is null && condition.Maximum is null)
                return condition.Like?.Any(like => Skeletons.Fits(text.ToLowerInvariant(), like)) ?? true;
            return long.TryParse(text, out var number) && condition.Accepts(number);
        }

        private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
    }
}
