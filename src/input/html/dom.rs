//! A page as a tree, parsed as browsers parse it and bounded in depth and size.

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// A node, by its place among all.
pub(super) type NodeId = usize;

/// The document itself.
pub(super) const DOCUMENT: NodeId = 0;

/// How deep elements lie in each other; what lies deeper is read as if its tags were not there, as browsers do.
const DEEPEST: usize = 512;

/// The most nodes that a page has; past them tags are passed over and text alone is read.
const MOST_NODES: usize = 4_000_000;

/// What is kept of the attributes.
const KEPT: [&str; 19] = [
    "id",
    "class",
    "style",
    "hidden",
    "href",
    "name",
    "content",
    "colspan",
    "rowspan",
    "start",
    "type",
    "value",
    "role",
    "itemprop",
    "property",
    "http-equiv",
    "aria-label",
    "reversed",
    "summary",
];

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, a comment, a declaration.
    Other,
    /// An element.
    Element(QualName, Vec<Attribute>),
    /// Text.
    Text(String),
}

/// A node and its place in the tree.
#[derive(Debug)]
pub(super) struct Node {
    pub data: Data,
    pub parent: Option<NodeId>,
    pub first: Option<NodeId>,
    last: Option<NodeId>,
    previous: Option<NodeId>,
    pub next: Option<NodeId>,
    depth: usize,
}

/// A page as a tree.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

/// A step of the walk through a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

impl Dom {
    /// Parses a page.
    pub fn parse(html: &str) -> Dom {
        let sink = Sink::default();
        let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
        let tokenizer = Tokenizer::new(Bounded { builder }, TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(html));
        // The end of a script and a stated encoding stop the tokenizer; nothing is run, and it goes on.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        tokenizer.end();
        tokenizer.sink.builder.sink.finish()
    }

    /// The node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element, in lower case; empty for another node.
    pub fn name(&self, id: NodeId) -> &str {
        match &self.nodes[id].data {
            Data::Element(name, _) => &name.local,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(_, attributes) => attributes
                .iter()
                .find(|a| &*a.name.local == name)
                .map(|a| &*a.value),
            _ => None,
        }
    }

    /// The text in a node, as it stands in the source.
    pub fn text(&self, id: NodeId) -> String {
        let mut out = String::new();
        let mut walk = self.walk(id);
        while let Some(step) = walk.step() {
            if let Step::Enter(id) = step
                && let Data::Text(text) = &self.nodes[id].data
            {
                out.push_str(text);
            }
        }
        out
    }

    /// The first characters of the text in a node, more than an exponent has.
    pub fn opening(&self, id: NodeId) -> String {
        const ENOUGH: usize = 12;
        let mut out = String::new();
        let mut walk = self.walk(id);
        for _ in 0..ENOUGH {
            match walk.step() {
                Some(Step::Enter(id)) => {
                    if let Data::Text(text) = &self.nodes[id].data {
                        out.extend(text.chars().take(ENOUGH));
                    }
                }
                Some(Step::Leave(_)) => {}
                None => return out,
            }
        }
        // What is longer than that is no exponent.
        String::new()
    }

    /// The elements of that name, in no particular order.
    pub fn elements(&self, name: &'static str) -> impl Iterator<Item = NodeId> {
        (0..self.nodes.len()).filter(move |id| self.name(*id) == name)
    }

    /// The elements around a node, from the inside out.
    pub fn around(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.nodes[id].parent, |id| self.nodes[*id].parent)
    }

    /// A walk through the tree below `root`, `root` included.
    pub fn walk(&self, root: NodeId) -> Walk<'_> {
        Walk {
            dom: self,
            root,
            next: Some(Step::Enter(root)),
        }
    }
}

/// A walk through a tree: each node is entered, and left behind what is in it.
pub(super) struct Walk<'a> {
    dom: &'a Dom,
    root: NodeId,
    next: Option<Step>,
}

impl Walk<'_> {
    /// The next step.
    pub fn step(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => Some(match self.dom.nodes[id].first {
                Some(child) => Step::Enter(child),
                None => Step::Leave(id),
            }),
            Step::Leave(id) => self.behind(id),
        };
        Some(step)
    }

    /// Passes over what is in the node that was just entered, and over leaving it.
    pub fn skip(&mut self, id: NodeId) {
        self.next = self.behind(id);
    }

    fn behind(&self, id: NodeId) -> Option<Step> {
        if id == self.root {
            return None;
        }
        let node = &self.dom.nodes[id];
        node.next.map(Step::Enter).or(node.parent.map(Step::Leave))
    }
}

/// The tree in the making.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the last node that was put in its place lies.
    depth: Cell<usize>,
}

impl Default for Sink {
    fn default() -> Sink {
        let sink = Sink {
            nodes: RefCell::default(),
            depth: Cell::new(0),
        };
        sink.add(Data::Other);
        sink
    }
}

impl Sink {
    fn add(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            data,
            parent: None,
            first: None,
            last: None,
            previous: None,
            next: None,
            depth: 0,
        });
        nodes.len() - 1
    }

    /// Puts a node in its place: the last child of `parent`, or right before `before`.
    fn put(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<NodeId>) {
        let previous = {
            let nodes = self.nodes.borrow();
            before.map_or(nodes[parent].last, |b| nodes[b].previous)
        };
        let id = match child {
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                id
            }
            NodeOrText::AppendText(text) => {
                if let Some(previous) = previous
                    && let Data::Text(open) = &mut self.nodes.borrow_mut()[previous].data
                {
                    open.push_str(&text);
                    return;
                }
                self.add(Data::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let previous = before.map_or(nodes[parent].last, |b| nodes[b].previous);
        let depth = nodes[parent].depth + 1;
        self.depth.set(depth);
        let node = &mut nodes[id];
        node.depth = depth;
        (node.parent, node.previous, node.next) = (Some(parent), previous, before);
        match previous {
            Some(previous) => nodes[previous].next = Some(id),
            None => nodes[parent].first = Some(id),
        }
        match before {
            Some(before) => nodes[before].previous = Some(id),
            None => nodes[parent].last = Some(id),
        }
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[id];
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => nodes[previous].next = next,
            None => nodes[parent].first = next,
        }
        match next {
            Some(next) => nodes[next].previous = previous,
            None => nodes[parent].last = previous,
        }
    }
}

/// The name of an element, for the parser.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        Dom {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name(&self, target: &NodeId) -> Name {
        match &self.nodes.borrow()[*target].data {
            Data::Element(name, _) => Name(name.clone()),
            _ => Name(QualName::new(None, "".into(), "".into())),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> NodeId {
        let kept = attributes
            .into_iter()
            .filter(|a| KEPT.contains(&&*a.name.local))
            .collect();
        self.add(Data::Element(name, kept))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(*parent, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let parent = self.nodes.borrow()[*element].parent;
        match parent {
            Some(parent) => self.put(parent, Some(*element), child),
            None => self.put(*previous, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if let Some(parent) = parent {
            self.put(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Data::Element(_, own) = &mut self.nodes.borrow_mut()[*target].data {
            for attribute in attributes {
                if own.iter().all(|a| a.name != attribute.name) {
                    own.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        loop {
            let first = self.nodes.borrow()[*node].first;
            let Some(first) = first else { break };
            self.put(*parent, None, NodeOrText::AppendNode(first));
        }
    }
}

/// The tree builder behind a gate that passes over tags where the tree is too deep or too large already.
struct Bounded {
    builder: TreeBuilder<NodeId, Sink>,
}

impl TokenSink for Bounded {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let sink = &self.builder.sink;
        let full = || sink.depth.get() > DEEPEST || sink.nodes.borrow().len() > MOST_NODES;
        // What is inside these is no text of the page, so they are never passed over.
        let raw = |tag: &Tag| {
            matches!(
                &*tag.name,
                "script" | "style" | "textarea" | "title" | "noscript" | "iframe"
            )
        };
        if let Token::TagToken(tag) = &token
            && tag.kind == TagKind::StartTag
            && full()
            && !raw(tag)
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dom: &Dom) -> String {
        let mut out = String::new();
        let mut walk = dom.walk(DOCUMENT);
        while let Some(step) = walk.step() {
            match step {
                Step::Enter(id) => match &dom.node(id).data {
                    Data::Text(text) => out.push_str(text),
                    Data::Element(name, _) => out.push_str(&format!("<{}>", &name.local)),
                    Data::Other => {}
                },
                Step::Leave(id) if !dom.name(id).is_empty() => out.push('/'),
                Step::Leave(_) => {}
            }
        }
        out
    }

    #[test]
    fn mends_what_is_open_or_crossed() {
        let dom = Dom::parse("<p>甲<b>乙<p>丙</b>丁<table><tr>戊<td>己");
        assert_eq!(
            names(&dom),
            "<html><head>/<body><p>甲<b>乙//<p><b>丙/丁戊<table><tbody><tr><td>己///////"
        );
    }

    #[test]
    fn depth_and_size_have_an_end() {
        let started = std::time::Instant::now();
        let dom = Dom::parse(&("<div>".repeat(20_000) + "甲"));
        assert!(dom.nodes.iter().all(|n| n.depth <= DEEPEST + 2));
        assert!(dom.text(DOCUMENT).ends_with('甲'));
        let dom = Dom::parse(&"<font size=1><b id=2><p>".repeat(2_000));
        assert!(dom.len() < MOST_NODES + 100_000);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
