using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using BerryAIGen.Database.Sqlite;

namespace BerryAIGen.Database.Tests;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void The_systems_library_answers() =>
        // The packaged one is 3.35.
        Version.Parse(SqliteLibrary.FindVersion()).ShouldBeGreaterThan(new Version(3, 38));

    [Fact]
    public void Only_the_loading_of_extensions_is_missing()
    {
        var folder = AppContext.BaseDirectory;
        var known = Members(Path.Combine(folder, "SQLitePCLRaw.core.dll"), DefinedIn);

        var missing = Members(Path.Combine(folder, "Microsoft.Data.Sqlite.dll"), UsedFrom)
            .Where(member => !known.Contains(member));

        missing.ShouldBe(["raw.sqlite3_load_extension"]);
    }

    private static HashSet<string> Members(string path, Func<MetadataReader, IEnumerable<string>> list)
    {
        using var file = new PEReader(File.OpenRead(path));
        return [.. list(file.GetMetadataReader())];
    }

    private static IEnumerable<string> DefinedIn(MetadataReader reader) =>
        from type in reader.TypeDefinitions.Select(reader.GetTypeDefinition)
        let name = reader.GetString(type.Name)
        from member in type.GetMethods()
            .Select(handle => reader.GetString(reader.GetMethodDefinition(handle).Name))
            .Concat(type.GetFields().Select(handle => reader.GetString(reader.GetFieldDefinition(handle).Name)))
        select $"{name}.{member}";

    private static IEnumerable<string> UsedFrom(MetadataReader reader) =>
        from member in reader.MemberReferences.Select(reader.GetMemberReference)
        where member.Parent.Kind == HandleKind.TypeReference
        let type = reader.GetTypeReference((TypeReferenceHandle)member.Parent)
        where type.ResolutionScope.Kind == HandleKind.AssemblyReference
        let scope = reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope)
        where reader.GetString(scope.Name) == "SQLitePCLRaw.core"
        select $"{reader.GetString(type.Name)}.{reader.GetString(member.Name)}";
}
