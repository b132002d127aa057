import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { marked } from 'marked'
import { useEffect, useState } from 'react'
import { Loading, NoPage } from '../../app/states.tsx'

// The files of docs/methodology, each in a piece of its own that is loaded when it is read.
const FILES = import.meta.glob<string>('../../../docs/methodology/*.md', { query: '?raw', import: 'default' })

const nameOf = (path: string) => path.replace(/^.*\/|\.md$/g, '')
const NAMES = Object.keys(FILES).map(nameOf)

/** How each figure is made: the documents of this repository, as they stand. */
export function Page() {
  const { page = 'README' } = useParams({ strict: false }) as { page?: string }
  const navigate = useNavigate()
  const [text, setText] = useState<string | null>(null)
  const load = Object.entries(FILES).find(([path]) => nameOf(path) === page)?.[1]
  useEffect(() => {
    let left = false
    setText(null)
    void load?.().then((file) => {
      if (!left) setText(file)
    })
    return () => {
      left = true
    }
  }, [load])
  if (!load) return <NoPage />
  if (text === null) return <Loading />
  return (
    <div className="page reader">
      <nav aria-label="Methodology">
        {NAMES.map((name) => (
          <Link key={name} to="/methodology/$page" params={{ page: name }}>
            {name === 'README' ? 'all figures' : name}
          </Link>
        ))}
      </nav>
      {/* The text is ours, built into these pages; a link inside of it stays inside of them. */}
      <article
        dangerouslySetInnerHTML={{ __html: marked.parse(text, { async: false, gfm: true }) }}
        onClick={(event) => {
          const link = (event.target as Element).closest('a')
          const target = link?.getAttribute('href') ?? ''
          const file = /^([\w-]+)\.md(?:#.*)?$/.exec(target)?.[1]
          if (file === undefined || !NAMES.includes(file)) {
            // What lies outside of this folder is served by the API as a document.
            if (/^\.\.?\/.*\.md/.test(target))
              link?.setAttribute('href', `/docs/${target.replace(/^(\.\.?\/)+|\.md/g, '')}`)
            return
          }
          event.preventDefault()
          void navigate({ to: '/methodology/$page', params: { page: file } })
        }}
        onKeyDown={() => {}}
      />
    </div>
  )
}
