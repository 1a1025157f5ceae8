using System.Reflection;
using System.Runtime.CompilerServices;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests;

/// <summary>What the library promises to its users; a change here is a change for all of them.</summary>
public sealed class PublicSurfaceTests
{
    private const string Variable = "BERRY_ACCEPT_SURFACE";

    [Fact]
    public void The_public_surface_is_the_recorded_one()
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", "BerryAIGen.Civitai.Tests", "PublicSurface.txt");
        var surface = Surface();
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllLines(path, surface);
        }

        surface
            .Except(File.ReadAllLines(path))
            .Concat(File.ReadAllLines(path).Except(surface))
            .ShouldBeEmpty($"If the change is meant: {Variable}=1 runs this test and records it.");
    }

    private static List<string> Surface() =>
        [
            .. typeof(CivitaiClient)
                .Assembly.GetExportedTypes()
                .OrderBy(Name, StringComparer.Ordinal)
                .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Prepend(Head(type))),
        ];

    private static string Head(Type type) =>
        $"{Kind(type)} {type.Namespace}.{Name(type)}{(type.BaseType is { } parent && IsOurs(parent) ? $" : {Name(parent)}" : "")}";

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(Member)
            .OfType<string>()
            .Select(text => $"  {Name(type)}: {text}");

    private static string? Member(MemberInfo member) =>
        member switch
        {
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            PropertyInfo property => $"{Name(property.PropertyType)} {property.Name}{Accessors(property)}",
            FieldInfo { IsSpecialName: false } field => $"{Name(field.FieldType)} {field.Name}",
            MethodInfo { IsSpecialName: false } method =>
                $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
            _ => null,
        };

    private static string Accessors(PropertyInfo property) =>
        $" {{{(property.GetMethod?.IsPublic is true ? " get;" : "")}{(property.SetMethod?.IsPublic is true ? " set;" : "")} }}";

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}")
        );

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : "class";

    private static bool IsOurs(Type type) => type.Assembly == typeof(CivitaiClient).Assembly;

    private static string Name(Type type) =>
        type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
}
