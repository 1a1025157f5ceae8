using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace BerryAIGen.Toolkit.Tests.Driven;

/// <summary>
/// What tests have shown of routes. A proof must fail, and fail as an assertion, where nothing was done: what is said of an
/// answer must not hold of an empty one, nor of one of the same shape with nothing in it; what holds after a change must not
/// hold before it. What holds of every answer that a route gave in this run shows nothing of it either, unless the test says
/// why the route tells one thing alone. So neither a stub nor a constant passes, and a route whose proof is taken away is
/// missed by <see cref="EveryRouteTests"/>.
/// </summary>
internal static class Proven
{
    private static readonly ConcurrentQueue<Proof> Proofs = [];

    /// <summary>All of this run.</summary>
    public static IReadOnlyCollection<Proof> All => Proofs;

    /// <summary>Says something of what a route answered in this test.</summary>
    /// <param name="route">Which.</param>
    /// <param name="answer">What it answered.</param>
    /// <param name="holds">Asserts what it told.</param>
    /// <param name="unlike">Another answer of it, of which that does not hold; null looks for one among all of this run.</param>
    /// <param name="constant">Why there is no other answer.</param>
    public static void Tells(
        string route,
        JsonNode? answer,
        Action<Told> holds,
        JsonNode? unlike = null,
        string? constant = null
    )
    {
        Holds(answer.ShouldNotBeNull(route));
        foreach (var empty in (JsonNode?[])[new JsonObject(), new JsonArray(), Told.Emptied(answer), unlike])
        {
            if (empty is not null)
                Fails(() => Holds(empty)).ShouldBeTrue($"{route}: the proof holds of {Short(empty)}");
        }

        Add(route, unlike is not null || constant is not null, text => Fails(() => Holds(JsonNode.Parse(text)!)));
        void Holds(JsonNode told) => holds(new Told(told));
    }

    /// <inheritdoc cref="Tells(string, JsonNode, Action{Told}, JsonNode, string)"/>
    public static void Tells(
        string route,
        string answer,
        Action<string> holds,
        string? unlike = null,
        string? constant = null
    )
    {
        holds(answer);
        Fails(() => holds("")).ShouldBeTrue($"{route}: the proof holds of an empty answer");
        if (unlike is not null)
            Fails(() => holds(unlike)).ShouldBeTrue($"{route}: the proof holds of another answer");
        Add(route, unlike is not null || constant is not null, _ => false);
    }

    /// <inheritdoc cref="Tells(string, JsonNode, Action{Told}, JsonNode, string)"/>
    public static void Tells(string route, byte[] answer, Action<byte[]> holds, byte[] unlike)
    {
        holds(answer);
        Fails(() => holds([])).ShouldBeTrue($"{route}: the proof holds of an empty answer");
        Fails(() => holds(unlike)).ShouldBeTrue($"{route}: the proof holds of another answer");
        Add(route, isApart: true, _ => false);
    }

    /// <summary>Makes a change, and shows on disk, in the database or by another question that it was made.</summary>
    public static Task<T> ChangesAsync<T>(string route, Func<Task<T>> change, Action holds) =>
        ChangesAsync(
            route,
            change,
            () =>
            {
                holds();
                return Task.CompletedTask;
            }
        );

    /// <inheritdoc cref="ChangesAsync{T}(string, Func{Task{T}}, Action)"/>
    public static async Task<T> ChangesAsync<T>(string route, Func<Task<T>> change, Func<Task> holds)
    {
        var before = true;
        try
        {
            await holds();
        }
        // Anything else is a proof that breaks, which shows nothing.
        catch (Exception problem) when (IsAssertion(problem))
        {
            before = false;
        }

        before.ShouldBeFalse($"{route}: what is shown of the change holds before it already");
        var answer = await change();
        await holds();
        Proofs.Enqueue(new Proof(Test, route, IsChange: true));
        return answer;
    }

    private static string Test => TestContext.Current.Test!.UniqueID;

    private static bool Fails(Action holds)
    {
        try
        {
            holds();
            return false;
        }
        catch (Exception problem) when (IsAssertion(problem))
        {
            return true;
        }
    }

    private static bool IsAssertion(Exception problem) => problem is ShouldAssertException or XunitException;

    private static void Add(string route, bool isApart, Func<string, bool> failsOn) =>
        Proofs.Enqueue(new Proof(Test, route, IsChange: false) { IsApart = isApart, FailsOn = failsOn });

    private static string Short(JsonNode node) =>
        node.ToJsonString() is { Length: > 500 } text ? text[..500] : node.ToJsonString();
}

/// <param name="Test">Which test showed it.</param>
/// <param name="Route">Of which route.</param>
/// <param name="IsChange">Whether it was seen elsewhere than in the answer.</param>
internal sealed record Proof(string Test, string Route, bool IsChange)
{
    /// <summary>Whether it is known that it does not hold of every answer, or why it may.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether it does not hold of another answer.</summary>
    public Func<string, bool> FailsOn { get; init; } = _ => false;
}
